/**
 * What every HTTP exchange passes before it reaches a feature: foreign origins, caching and the pages of the web client.
 * No rule of a feature lives here.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.web;
