package campaignflows.communication.optout;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.participant.OptOuts;
import campaignflows.platform.database.Database;
import campaignflows.platform.web.client.RemoteProblem;
import campaignflows.platform.web.client.TenantDirectory;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What the holder of a link sees and changes: on which channels the tenant may contact that one person. A link that we have
 * not made, one of a person who is gone, and one of a communication that is gone are all the same to whoever holds it.
 */
@Singleton
public final class PreferenceService {
    private static final int NOT_FOUND = 404;

    private final OptOutLinks links;
    private final OptOutRepository repository;
    private final OptOutDirectory directory;
    private final TenantDirectory tenants;
    private final Database database;

    public PreferenceService(
            OptOutLinks links,
            OptOutRepository repository,
            OptOutDirectory directory,
            TenantDirectory tenants,
            Database database) {
        this.links = links;
        this.repository = repository;
        this.directory = directory;
        this.tenants = tenants;
        this.database = database;
    }

    /**
     * What a link leads to.
     *
     * @param tenant   what it calls itself
     * @param channels those that the person can be contacted on, and those opted out of
     */
    public record Preferences(String tenant, List<ChannelType> channels, Set<ChannelType> optOuts) {}

    /** Empty if the link leads nowhere. Changes nothing. */
    public Optional<Preferences> of(String token) {
        return known(token, contact -> directory.of(contact.tenantId(), contact.customerId()));
    }

    /** Opts out of the channel that the link came by; a repeat changes nothing. */
    public Optional<Preferences> oneClick(String token) {
        return known(token, contact -> change(contact, Set.of(contact.channel()), Set.of()));
    }

    /**
     * Takes what was chosen.
     *
     * @param shown   the channels that were to be chosen from: no others change
     * @param allowed those of them that were chosen
     */
    public Optional<Preferences> choose(String token, Set<ChannelType> shown, Set<ChannelType> allowed) {
        Set<ChannelType> out = EnumSet.noneOf(ChannelType.class);
        out.addAll(shown);
        out.removeAll(allowed);
        Set<ChannelType> in = EnumSet.noneOf(ChannelType.class);
        in.addAll(shown);
        in.removeAll(out);
        return known(token, contact -> change(contact, out, in));
    }

    private interface Step {
        Set<ChannelType> optOutsOf(Contact contact);
    }

    private Optional<Preferences> known(String token, Step step) {
        Optional<UUID> communication = links.read(token);
        Optional<Contact> contact = communication.flatMap(id -> database.read(tx -> repository.contactOf(tx, id)));
        if (contact.isEmpty()) {
            return Optional.empty();
        }
        try {
            Set<ChannelType> optOuts = step.optOutsOf(contact.get());
            return Optional.of(preferences(contact.get(), optOuts));
        } catch (RemoteProblem problem) {
            if (problem.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw problem;
        }
    }

    /** Dispatch holds to an opt-out before participant-service's message has come round. */
    private Set<ChannelType> change(Contact contact, Set<ChannelType> out, Set<ChannelType> in) {
        Set<ChannelType> now = directory.change(contact.customerId(), new OptOuts.Change(contact.tenantId(), out, in));
        database.useTransaction(tx -> repository.add(
                tx,
                out.stream()
                        .map(channel -> new OptOutRepository.OptOut(contact.customerId(), channel))
                        .toList()));
        return now;
    }

    private Preferences preferences(Contact contact, Set<ChannelType> optOuts) {
        Set<ChannelType> shown = EnumSet.of(contact.channel());
        shown.addAll(database.read(tx -> repository.channelTypes(tx, contact.tenantId())));
        shown.addAll(optOuts);
        return new Preferences(tenants.of(contact.tenantId()).name(), List.copyOf(shown), optOuts);
    }
}
