package io.roomscribe.hub.dashboard.page;

import java.util.List;
import java.util.Optional;

/// The page to ask on.
///
/// Immutable.
///
/// @param meeting the one that is asked about, when the reader comes from its page
/// @param room the one that is asked about; empty for all
record AskView(List<SearchView.Choice> rooms, Optional<SearchView.Choice> meeting, String room) {}
