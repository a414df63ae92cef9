/**
 * The application for the protocols' own test suites, in the server that Parley runs in: Engine.IO and Socket.IO, with an echo behind them and
 * nothing else. docs/integrators.md has the command that starts it.
 */
package dev.parley.conformance;
