package io.roomscribe.protocol.message;

final class Checks {
    private Checks() {}

    static void notNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " is negative: " + value);
        }
    }
}
