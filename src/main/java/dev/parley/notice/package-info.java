/** What people are told of while they are elsewhere: that somebody follows or mentions them, and what happens to meetings that they come to. */
@org.jspecify.annotations.NullMarked
package dev.parley.notice;
