/**
 * E-mail addresses and phone numbers, and the codes that prove them: how codes are made, sent, limited and checked. Whose address it is belongs
 * to {@code account}; what a proof allows belongs to {@code signin}.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.code;
