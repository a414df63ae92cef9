/**
 * What people show of themselves and how they find each other: profiles, pictures, following and search. Erasing an account is here too. Ways
 * into an account do not belong here.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.profile;
