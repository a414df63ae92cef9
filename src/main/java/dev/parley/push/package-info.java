/** Web Push: which browsers want to be woken up, and messages to them, encrypted so that only the browser can read them (RFC 8030, 8188, 8291, 8292). */
@org.jspecify.annotations.NullMarked
package dev.parley.push;
