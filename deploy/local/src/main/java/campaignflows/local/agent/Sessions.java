package campaignflows.local.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The agent's sessions, a file for each: what was taken is known after a restart too, so that a repeat begins nothing. */
final class Sessions {
    static final int MOST = 10_000;

    private static final String SUFFIX = ".json";
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    private final Path folder;
    private int count;

    Sessions(Path folder) throws IOException {
        this.folder = folder;
        try (Stream<Path> files = Files.list(folder)) {
            count = (int) files.filter(Sessions::isSession).count();
        }
    }

    synchronized boolean isFull() {
        return count >= MOST;
    }

    /** Whether it is there already; if not, it is now. */
    synchronized boolean begin(Session session) throws IOException {
        if (Files.exists(file(session.id()))) {
            return false;
        }
        write(session);
        count++;
        return true;
    }

    /** The session with its answer; empty if there is none, or one that is over. */
    synchronized Optional<Session> answer(UUID id, String choice, String comment) throws IOException {
        Optional<Session> open = find(id).filter(Session::isOpen);
        if (open.isEmpty()) {
            return Optional.empty();
        }
        Session answered = open.get().answered(choice, comment.isBlank() ? null : comment.strip());
        write(answered);
        return Optional.of(answered);
    }

    /** Keeps what was told of a session, if there is one. */
    synchronized void told(UUID id, String news) throws IOException {
        Optional<Session> known = find(id);
        if (known.isPresent()) {
            write(known.get().told(news));
        }
    }

    Optional<Session> find(UUID id) throws IOException {
        Path file = file(id);
        return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), Session.class)) : Optional.empty();
    }

    /** The newest first. */
    List<Session> newest(int limit) throws IOException {
        List<Session> sessions;
        try (Stream<Path> files = Files.list(folder)) {
            sessions = files.filter(Sessions::isSession)
                    .sorted(Comparator.comparingLong(
                                    (Path file) -> file.toFile().lastModified())
                            .reversed())
                    .limit(limit)
                    .map(Sessions::read)
                    .toList();
        }
        return sessions.stream()
                .sorted(Comparator.comparing(Session::startedAt).reversed())
                .toList();
    }

    private static Session read(Path file) {
        try {
            return JSON.readValue(file.toFile(), Session.class);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void write(Session session) throws IOException {
        Path made = Files.createTempFile(folder, "session", ".tmp");
        JSON.writeValue(made.toFile(), session);
        Files.move(made, file(session.id()), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path file(UUID id) {
        return folder.resolve(id + SUFFIX);
    }

    private static boolean isSession(Path file) {
        return file.getFileName().toString().endsWith(SUFFIX);
    }
}
