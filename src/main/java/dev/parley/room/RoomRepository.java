package dev.parley.room;

import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import jakarta.data.Limit;
import jakarta.data.repository.BasicRepository;
import jakarta.data.repository.Repository;
import java.util.List;

/** Simple queries for stored rooms. Queries whose conditions have to be put together are in {@link Rooms}. */
@Repository
interface RoomRepository extends BasicRepository<Room, RoomId> {
    List<Room> findByCreatorOrderByCreatedAtDesc(UserId creator);

    List<Room> findByCreatorAndPeopleGreaterThanOrderByPeopleDesc(UserId creator, Integer people, Limit limit);
}
