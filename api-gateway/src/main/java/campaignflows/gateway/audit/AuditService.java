package campaignflows.gateway.audit;

import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Page;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Lists and exports a tenant's audit log. */
@Singleton
class AuditService {
    static final String LIST = "audit:-at";
    private static final int PORTION = 1_000;

    private final Database database;
    private final AuditRepository lines;
    private final AuditLog audit;

    AuditService(Database database, AuditRepository lines, AuditLog audit) {
        this.database = database;
        this.lines = lines;
        this.audit = audit;
    }

    Page<AuditEventView> page(AuditQuery wanted, int limit) {
        return database.read(tx -> {
            List<AuditEntry> found = lines.page(tx, wanted, limit + 1);
            Map<String, String> names = names(tx, wanted, found);
            return Page.ofOneMore(found, limit, last -> Cursor.encode(LIST, last.at(), last.id()))
                    .map(line -> AuditEventView.of(line, names));
        });
    }

    private Map<String, String> names(Tx tx, AuditQuery wanted, List<AuditEntry> found) {
        Set<String> actors =
                found.stream().map(line -> line.event().actor().id()).collect(Collectors.toSet());
        return actors.isEmpty() ? Map.of() : lines.names(tx, wanted.tenant(), actors);
    }

    /** Tells the log that it is about to be exported. */
    void noteExport(AuditQuery wanted, String format, Actor actor) {
        AuditRecorded line = AuditRecorded.of(AuditAction.AUDIT_EXPORTED, wanted.tenant(), actor)
                .with(new AuditChange(null, AuditChange.tree(Map.of("format", format))));
        database.useTransaction(tx -> audit.append(tx, wanted.tenant(), line));
    }

    /**
     * Gives all that is wanted, the newest first, in portions, each read as a whole before it is given: a slow reader holds no
     * connection.
     */
    void export(AuditQuery wanted, AuditFile.Receiver receiver) {
        AuditQuery next = wanted;
        while (true) {
            AuditQuery asked = next;
            Portion portion = database.read(tx -> portion(tx, asked));
            portion.found().forEach(line -> receiver.line().accept(AuditEventView.of(line, portion.names())));
            receiver.end().run();
            if (portion.found().size() < PORTION) {
                return;
            }
            next = asked.after(portion.found().getLast());
        }
    }

    private record Portion(List<AuditEntry> found, Map<String, String> names) {}

    private Portion portion(Tx tx, AuditQuery asked) {
        List<AuditEntry> found = lines.page(tx, asked, PORTION);
        return new Portion(found, names(tx, asked, found));
    }
}
