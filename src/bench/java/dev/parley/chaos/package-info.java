/** Many people on several nodes, while nodes, Redis and the database are killed, paused and cut off. */
@NullMarked
package dev.parley.chaos;

import org.jspecify.annotations.NullMarked;
