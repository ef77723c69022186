/// The catalogue of models and how they get onto a machine: from a folder that is there already,
/// the machine's own package index, their publisher's site or a file. Nothing half-fetched or
/// unverified ever stands in the models folder under a model's name.
///
/// Layout of the models folder, which the hub and the boxes read: a speech or speaker model is the
/// folder `ID`, a language model the file `ID.gguf`. Names that start with a dot are work in
/// progress.
@NullMarked
package io.roomscribe.provisioning.models;

import org.jspecify.annotations.NullMarked;
