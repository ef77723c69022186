package io.roomscribe.hub.dashboard.page;

import io.roomscribe.hub.account.Role;
import io.roomscribe.hub.account.SignIn;
import io.roomscribe.hub.dashboard.route.Caller;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What surrounds every page.
///
/// Immutable.
///
/// @param section which of the main links is the current one, or a word of its own
/// @param theme `light`, `dark`, or empty: as the reader's system has it
/// @param boundTo the address the server listens on
/// @param reader who is signed in
record Frame(
        String title,
        String section,
        String theme,
        Assets assets,
        String boundTo,
        String version,
        Optional<Caller> reader) {

    /// What every change from this page has to carry; empty when it is nobody's.
    String formToken() {
        return reader.flatMap(Caller::session).map(SignIn.Session::formToken).orElse("");
    }

    /// As JSON, for htmx to send with each of its requests.
    String scriptHeaders() {
        return "{\"X-CSRF-Token\":\"" + formToken() + "\"}";
    }

    boolean isReader() {
        return is(Role.VIEWER) || is(Role.MEMBER) || isAdmin();
    }

    boolean isWriter() {
        return is(Role.MEMBER) || isAdmin();
    }

    boolean isTechnician() {
        return is(Role.TECHNICIAN) || isAdmin();
    }

    boolean isAdmin() {
        return is(Role.ADMIN);
    }

    String readerName() {
        return reader.map(one -> one.account().name()).orElse("");
    }

    private boolean is(Role role) {
        return reader.filter(one -> one.account().role() == role)
                .filter(one -> !one.account().mustChange())
                .isPresent();
    }

    /// Null leaves the attribute out.
    @Nullable String current(String link) {
        return link.equals(section) ? "page" : null;
    }
}
