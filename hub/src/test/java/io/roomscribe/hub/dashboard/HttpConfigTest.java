package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.hub.dashboard.DashboardException.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpConfigTest {

    @Test
    void listensOnThisComputerOnlyByDefault() {
        assertThat(HttpConfig.defaults()).isEqualTo(new HttpConfig("127.0.0.1", 8080));
        assertThat(HttpConfig.defaults().loopback().isLoopbackAddress()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.53", "::1", "localhost"})
    void acceptsThisComputersOwnAddresses(String host) {
        assertThat(new HttpConfig(host, 0).loopback().isLoopbackAddress()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.168.1.10", "::", ""})
    void refusesAddressesThatOthersCanReach(String host) {
        assertThatThrownBy(() -> new HttpConfig(host, 8080).loopback())
                .isInstanceOf(DashboardException.class)
                .hasMessageContaining("http.host")
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void saysWhyAndWhatToDoInstead() {
        assertThatThrownBy(() -> new HttpConfig("0.0.0.0", 8080).loopback())
                .hasMessage(
                        "http.host '0.0.0.0' can be reached from other computers, and"
                                + " nothing encrypts what is sent there yet; set http.host to 127.0.0.1; from elsewhere use an SSH"
                                + " tunnel")
                .extracting(thrown -> ((DashboardException) thrown).code())
                .isEqualTo(Code.NOT_LOOPBACK);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void refusesPortsThatAreNone(int port) {
        assertThatThrownBy(() -> new HttpConfig("127.0.0.1", port).loopback())
                .hasMessageContaining("http.port is " + port);
    }
}
