package campaignflows.communication.blockedcontact;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.database.Database;
import campaignflows.platform.values.Texts;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Lifts what keeps contacts from being contacted. */
@Singleton
public class BlockedContactService {
    private static final int MAX_ADDRESS = 320;

    private final BlockedContactRepository blocked;
    private final Database database;

    public BlockedContactService(BlockedContactRepository blocked, Database database) {
        this.blocked = blocked;
        this.database = database;
    }

    /** What is due from now on is sent; what was Skipped stays so. */
    public BlockedContactView lift(UUID tenantId, ChannelType type, BlockedContactView.Lift body) {
        String given = body.address();
        UUID customerId = body.customerId();
        if ((given == null) == (customerId == null)) {
            throw ProblemException.invalidField("address", "Give either address or customer_id");
        }
        if (customerId != null) {
            return new BlockedContactView(
                    database.inTransaction(tx -> blocked.liftOfCustomer(tx, tenantId, type, customerId)));
        }
        String address = Texts.normalized(String.valueOf(given));
        if (address.isEmpty() || address.length() > MAX_ADDRESS) {
            throw ProblemException.invalidField("address", "Give an address of 1 to 320 characters");
        }
        return new BlockedContactView(database.inTransaction(tx -> blocked.liftOfAddress(tx, tenantId, type, address)));
    }
}
