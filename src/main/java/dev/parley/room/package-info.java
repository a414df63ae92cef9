/**
 * The room as stored: its name and its picture, how many people fit in, who made it, and a count of the decisions about it. {@code live} decides what happens
 * while people are in it; {@code lobby} has its REST paths and decides who may see or enter it.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.room;
