package dev.parley.room;

import jakarta.data.Limit;
import jakarta.data.repository.BasicRepository;
import jakarta.data.repository.Repository;
import java.util.List;

/** What can be asked of the stored rooms without a condition that has to be put together; the rest stands in {@link Rooms}. */
@Repository
interface RoomRepository extends BasicRepository<Room, String> {
    List<Room> findByCreatorOrderByCreatedAtDesc(String creator);

    List<Room> findByCreatorAndPeopleGreaterThanOrderByPeopleDesc(String creator, Integer people, Limit limit);
}
