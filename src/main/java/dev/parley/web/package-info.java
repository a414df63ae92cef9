/**
 * What every HTTP request passes through before it reaches a feature: the check of origins, caching and the pages of the web client. No rules of
 * features belong here.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.web;
