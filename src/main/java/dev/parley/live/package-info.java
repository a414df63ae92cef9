/**
 * The live room: who sits in it, who may speak and who hears what. All of this is decided in plain Java, one act at a time. Sockets, the
 * database and clocks do not belong here.
 *
 * <p>{@code LiveRoom} is a little longer than a file should be: it begins with the list of all acts, each of which goes on in a file of its own.
 * {@code LiveRooms} is longer because it also holds what others have to provide: a postbox, a memory, and the other nodes. There are more files than
 * elsewhere, because the voices of a room have two ways, the mesh and the media server, and each of them has a file of its own, as have cameras and screens.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.live;
