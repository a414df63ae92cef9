/**
 * What people show of themselves and how they find one another: profiles, pictures, following, search; and how somebody leaves.
 * Ways into an account do not belong here.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.profile;
