/**
 * How settings are read and refused, and the addresses of Parley, which every feature needs. A feature's own settings live with the feature;
 * nothing here knows one.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.settings;
