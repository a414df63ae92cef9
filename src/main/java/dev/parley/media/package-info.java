/** What browsers need from the server to send media to each other: addresses and the credentials for them. Sound itself never passes through here. */
@org.jspecify.annotations.NullMarked
package dev.parley.media;
