package io.roomscribe.provisioning.bench;

/// What `bench device` found.
///
/// Immutable.
///
/// @param cpuRatio processor time that the box's processes take for an hour of audio, their start
///   included, divided by the bare recogniser's
/// @param memoryBesideModelMiB highest memory of the box's processes without the bare recogniser's
/// @param audio what was played
/// @param speed how many times faster than a microphone the box got it
/// @param method how it was measured, for people
record DeviceFigures(
        double cpuRatio,
        double memoryBesideModelMiB,
        String audio,
        double audioMinutes,
        double speed,
        String model,
        Cost device,
        Cost worker,
        Cost bare,
        String method) {

    /// One process's.
    ///
    /// @param cpuSeconds as measured, all of it
    /// @param startSeconds of it, what comes once: loading classes, compiling, loading the model
    /// @param hourSeconds the start and an hour of audio
    record Cost(double cpuSeconds, double startSeconds, double hourSeconds, double memoryMiB) {

        /// @param atMark processor time when `markMinutes` of the audio were done
        /// @param cpu when all of it was
        static Cost of(
                double atMark, double markMinutes, double cpu, double minutes, double memoryMiB) {
            var perMinute = (cpu - atMark) / (minutes - markMinutes);
            var start = Math.max(0, atMark - perMinute * markMinutes);
            return new Cost(cpu, start, start + 60 * perMinute, memoryMiB);
        }

        /// The mean of two runs; of memory the higher.
        Cost meanWith(Cost other) {
            return new Cost(
                    (cpuSeconds + other.cpuSeconds) / 2,
                    (startSeconds + other.startSeconds) / 2,
                    (hourSeconds + other.hourSeconds) / 2,
                    Math.max(memoryMiB, other.memoryMiB));
        }
    }

    static DeviceFigures of(
            Cost device,
            Cost worker,
            Cost bare,
            String audio,
            double audioMinutes,
            double speed,
            String model,
            String method) {
        return new DeviceFigures(
                (device.hourSeconds + worker.hourSeconds) / bare.hourSeconds,
                device.memoryMiB + worker.memoryMiB - bare.memoryMiB,
                audio,
                audioMinutes,
                speed,
                model,
                device,
                worker,
                bare,
                method);
    }
}
