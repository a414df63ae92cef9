/** Pictures that people upload: how large they may be, and how they are drawn anew. Where a picture is kept and who may see it does not belong here. */
@org.jspecify.annotations.NullMarked
package dev.parley.picture;
