package io.roomscribe.device.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Everything that a diagnosis rests on, as it was seen.
///
/// Immutable.
///
/// @param isRunning the box's software wrote its status lately
/// @param conditions codes of what the running box itself complains about, with its evidence
/// @param hasRoute the machine has a way out of its own network
/// @param hasCertificates the configuration says that the box logs in with one
/// @param microphones capture devices, as the kernel names them
/// @param proxy what the machine is told to reach the internet through, where it is
/// @param noiseDbfs power of the quietest tenth of some seconds, where it was measured
/// @param speechFactor how many seconds the recogniser takes for one of speech, where it is known
/// @param writeP99 how long 99 of 100 small forced writes took at most
/// @param cardLifeUsed percent of the memory card's life, where it tells
/// @param usedByPartitions percent of the card that its partitions cover, where that can be told
/// @param waiting entries that the hub does not have yet
record BoxFacts(
        Instant now,
        boolean isRunning,
        Map<String, String> conditions,
        boolean hasRoute,
        HubReach broker,
        HubReach enrolment,
        boolean hasCertificates,
        Optional<Instant> certificateEnd,
        Optional<String> proxy,
        List<String> microphones,
        OptionalDouble noiseDbfs,
        OptionalDouble speechFactor,
        boolean isFolderWritable,
        long freeMiB,
        Duration writeP99,
        OptionalInt cardLifeUsed,
        OptionalInt usedByPartitions,
        long waiting,
        int javaFeature) {
    BoxFacts {
        conditions = Map.copyOf(conditions);
        microphones = List.copyOf(microphones);
    }
}
