/// What minutes are to look like: templates as files that people can add, and which of them, in
/// which language and by which models, the hub and each room have chosen. It never asks a model and
/// holds nothing that was said.
@NullMarked
package io.roomscribe.hub.template;

import org.jspecify.annotations.NullMarked;
