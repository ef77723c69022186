package io.roomscribe.device.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Listens at `admin.sock` in the data folder: one JSON request a line, one JSON answer a line. The
/// box's user and group may use it. At most sixteen callers at once; one more is sent away.
///
/// Thread-safe; each caller has a virtual thread.
public final class AdminSocket implements Task {
    private static final Logger LOG = System.getLogger(AdminSocket.class.getName());
    private static final int CALLERS_MAX = 16;
    private static final int LINE_CHARACTERS_MAX = 4096;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Path dataFolder;
    private final AdminRequests requests;
    private final ObjectMapper json = new ObjectMapper();
    private final Semaphore places = new Semaphore(CALLERS_MAX);

    public AdminSocket(Path dataFolder, AdminSource source) {
        this.dataFolder = dataFolder;
        this.requests = new AdminRequests(source);
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        try (var path = SocketPath.of(dataFolder)) {
            // Left behind by a process that was killed; the folder's lock says that it is gone.
            Files.deleteIfExists(path.file());
            listenUntil(stop, path).join(CLOSE_TIMEOUT);
            Files.deleteIfExists(path.file());
        } catch (IOException e) {
            throw new AdminException("cannot listen at admin.sock in " + dataFolder, e);
        }
    }

    private Thread listenUntil(StopSignal stop, SocketPath path)
            throws IOException, InterruptedException {
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(path.address());
            Files.setPosixFilePermissions(
                    path.file(), PosixFilePermissions.fromString("rw-rw----"));
            var listener = Thread.ofVirtual().name("admin-listen").start(() -> listen(server));
            while (!stop.await(Duration.ofHours(1))) {
                // Nothing to do but to wait for the end.
            }
            return listener;
        }
    }

    private void listen(ServerSocketChannel server) {
        while (true) {
            try {
                var caller = server.accept();
                if (places.tryAcquire()) {
                    var _ = Thread.ofVirtual().name("admin-caller").start(() -> serve(caller));
                } else {
                    caller.close();
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.log(
                        Level.WARNING,
                        "Admin socket ended reason={0}",
                        e.getClass().getSimpleName());
                return;
            }
        }
    }

    /// Empty at the end, and for a line that is too long: kept, it would take the memory of a box
    /// that records.
    private static Optional<String> line(BufferedReader in) throws IOException {
        var line = new StringBuilder();
        while (line.length() <= LINE_CHARACTERS_MAX) {
            var next = in.read();
            if (next == '\n' || (next < 0 && !line.isEmpty())) {
                return Optional.of(line.toString());
            }
            if (next < 0) {
                return Optional.empty();
            }
            line.append((char) next);
        }
        return Optional.empty();
    }

    private void serve(SocketChannel caller) {
        try (caller;
                var in =
                        new BufferedReader(
                                Channels.newReader(caller, StandardCharsets.UTF_8),
                                LINE_CHARACTERS_MAX);
                var out = Channels.newWriter(caller, StandardCharsets.UTF_8)) {
            for (var line = line(in); line.isPresent(); line = line(in)) {
                out.write(json.writeValueAsString(requests.answer(line.get())) + "\n");
                out.flush();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "Admin caller went away");
        } finally {
            places.release();
        }
    }
}
