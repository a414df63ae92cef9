package dev.parley.room;

import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import jakarta.data.Limit;
import jakarta.data.repository.BasicRepository;
import jakarta.data.repository.Repository;
import java.util.List;

/** What can be asked of the stored rooms without a condition that has to be put together; the rest stands in {@link Rooms}. */
@Repository
interface RoomRepository extends BasicRepository<Room, RoomId> {
    List<Room> findByCreatorOrderByCreatedAtDesc(UserId creator);

    List<Room> findByCreatorAndPeopleGreaterThanOrderByPeopleDesc(UserId creator, Integer people, Limit limit);
}
