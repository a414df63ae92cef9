/**
 * How settings are read and refused, and the settings that every feature needs: where Parley is reached.
 * A feature's own settings live with the feature; nothing here knows one.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.settings;
