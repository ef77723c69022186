/// Commands about the hub's search index. They talk to a hub through its data folder, so they work
/// whether it runs or not; they never open the index themselves.
@NullMarked
package io.roomscribe.provisioning.search;

import org.jspecify.annotations.NullMarked;
