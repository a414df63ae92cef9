package dev.parley.room;

import jakarta.data.repository.BasicRepository;
import jakarta.data.repository.Repository;
import java.util.List;

/** What can be asked of the stored rooms; what changes them stands in {@link Rooms}. */
@Repository
interface RoomRepository extends BasicRepository<Room, String> {
    List<Room> findByIdIn(List<String> ids);
}
