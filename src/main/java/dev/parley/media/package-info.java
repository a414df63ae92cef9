/**
 * What media needs of the server: the addresses by which browsers find a way to each other, and the credentials for them. Sound itself
 * never comes here.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.media;
