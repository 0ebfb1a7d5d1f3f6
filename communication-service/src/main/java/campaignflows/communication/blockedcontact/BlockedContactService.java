package campaignflows.communication.blockedcontact;

import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import campaignflows.platform.values.Texts;
import campaignflows.platform.values.WireName;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Lifts what keeps contacts from being contacted. */
@Singleton
public class BlockedContactService {
    private static final int MAX_ADDRESS = 320;

    private final BlockedContactRepository blocked;
    private final Database database;
    private final AuditLog audit;

    public BlockedContactService(BlockedContactRepository blocked, Database database, AuditLog audit) {
        this.blocked = blocked;
        this.database = database;
        this.audit = audit;
    }

    /** What is due from now on is sent; what was Skipped stays so. */
    public BlockedContactView lift(UUID tenantId, ChannelType type, BlockedContactView.Lift body, Actor actor) {
        String given = body.address();
        UUID customerId = body.customerId();
        if ((given == null) == (customerId == null)) {
            throw ProblemException.invalidField("address", "Give either address or customer_id");
        }
        if (customerId != null) {
            return lifted(
                    tenantId,
                    tx -> blocked.liftOfCustomer(tx, tenantId, type, customerId),
                    line(type, Map.of("customer_id", customerId), actor));
        }
        String address = Texts.normalized(String.valueOf(given));
        if (address.isEmpty() || address.length() > MAX_ADDRESS) {
            throw ProblemException.invalidField("address", "Give an address of 1 to 320 characters");
        }
        return lifted(
                tenantId,
                tx -> blocked.liftOfAddress(tx, tenantId, type, address),
                line(type, Map.of("address", true), actor));
    }

    private BlockedContactView lifted(UUID tenantId, Function<Tx, Integer> lift, AuditRecorded line) {
        return new BlockedContactView(database.inTransaction(tx -> {
            int count = lift.apply(tx);
            if (count > 0) {
                audit.append(tx, tenantId, line);
            }
            return count;
        }));
    }

    /** An address is a person's: it is not told which. */
    private static AuditRecorded line(ChannelType type, Map<String, ?> of, Actor actor) {
        return AuditRecorded.of(AuditAction.BLOCKS_LIFTED, WireName.of(type), actor)
                .with(AuditChange.created(of, Set.of("address")));
    }
}
