/// How spoken words are written, by rules in a resource file for each language. Pure functions: it
/// must never depend on where a text comes from.
@NullMarked
package io.roomscribe.protocol.text;

import org.jspecify.annotations.NullMarked;
