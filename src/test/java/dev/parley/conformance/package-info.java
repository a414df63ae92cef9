/**
 * The application that the protocols' own test suites run against, in the server that Parley runs in: Engine.IO and Socket.IO, and behind
 * them only somebody who says everything back. See docs/integrators.md for the command that starts it.
 */
package dev.parley.conformance;
