package io.roomscribe.hub;

import io.roomscribe.hub.broker.BrokerException;
import io.roomscribe.hub.dashboard.DashboardException;
import io.roomscribe.hub.store.StoreException;
import io.roomscribe.protocol.configuration.ConfigurationException;
import io.roomscribe.protocol.supervision.Failure;

/// What the process ends with; `hub/README.md` lists them.
enum ExitCode {
    OK(0),
    /// The configuration cannot be used, or there was none.
    CONFIGURATION(2),
    /// The data folder cannot be used, or another hub is using it.
    DATA_FOLDER(3),
    PORT_IN_USE(5),
    /// Anything else that the process cannot go on with.
    INTERNAL(70);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static ExitCode of(Failure failure) {
        return switch (failure) {
            case ConfigurationException _ -> CONFIGURATION;
            case StoreException store ->
                    store.code() == StoreException.Code.FAILED ? INTERNAL : DATA_FOLDER;
            case BrokerException broker ->
                    switch (broker.code()) {
                        case PORT_IN_USE -> PORT_IN_USE;
                        case ADDRESS_UNUSABLE -> CONFIGURATION;
                        case FAILED -> DATA_FOLDER;
                    };
            case DashboardException dashboard ->
                    switch (dashboard.code()) {
                        case PORT_IN_USE -> PORT_IN_USE;
                        case NOT_LOOPBACK, UNUSABLE_ADDRESS -> CONFIGURATION;
                    };
            default -> INTERNAL;
        };
    }
}
