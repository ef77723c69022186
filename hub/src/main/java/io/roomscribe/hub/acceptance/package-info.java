/// Which rooms were accepted, when and by whom: takes what boxes say of it, finds the rows that the
/// phrase became, signs the report and keeps it with the device. Holds no recognised word, so
/// nothing of it has to be forgotten.
@NullMarked
package io.roomscribe.hub.acceptance;

import org.jspecify.annotations.NullMarked;
