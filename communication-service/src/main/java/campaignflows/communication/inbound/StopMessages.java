package campaignflows.communication.inbound;

import campaignflows.communication.erasure.ErasureRepository;
import campaignflows.communication.optout.OptOutDirectory;
import campaignflows.communication.optout.OptOutRepository;
import campaignflows.communication.optout.StopWordService;
import campaignflows.platform.contracts.participant.OptOuts;
import campaignflows.platform.database.Database;
import campaignflows.platform.web.client.RemoteProblem;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Messages that are a stop word: they opt their sender out of the channel, and are otherwise messages like any other. What
 * is about to be sent is kept back at once, before participant-service has told of it; both may be repeated.
 */
@Singleton
public final class StopMessages {
    private static final int NOT_FOUND = 404;

    private final StopWordService words;
    private final OptOutDirectory directory;
    private final OptOutRepository optOuts;
    private final ErasureRepository erasures;
    private final Database database;

    public StopMessages(
            StopWordService words,
            OptOutDirectory directory,
            OptOutRepository optOuts,
            ErasureRepository erasures,
            @Identifier("work") Database database) {
        this.words = words;
        this.directory = directory;
        this.optOuts = optOuts;
        this.erasures = erasures;
        this.database = database;
    }

    /** Opts the sender out if the message says so. */
    void carryOut(InboundRepository.Open message, UUID customerId) {
        boolean isStop = database.inTransaction(tx -> {
            if (words.stopsAmong(
                            tx,
                            List.of(new StopWordService.Said(message.tenantId(), message.channel(), message.text())))
                    .isEmpty()) {
                return false;
            }
            erasures.hold(tx, List.of(customerId));
            if (erasures.erasedAmong(tx, Set.of(customerId)).contains(customerId)) {
                return false;
            }
            optOuts.add(tx, List.of(new OptOutRepository.OptOut(customerId, message.channel())));
            return true;
        });
        if (isStop) {
            tell(message, customerId);
        }
    }

    private void tell(InboundRepository.Open message, UUID customerId) {
        try {
            directory.change(customerId, new OptOuts.Change(message.tenantId(), Set.of(message.channel()), Set.of()));
        } catch (RemoteProblem problem) {
            // Whoever is gone is not contacted either.
            if (problem.status() != NOT_FOUND) {
                throw problem;
            }
        }
    }
}
