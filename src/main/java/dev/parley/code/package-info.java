/**
 * E-mail addresses and phone numbers, and the six digits that prove them: made, written to people, capped and checked.
 * Whose address it is, and what proving it opens, belongs to {@code account}.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.code;
