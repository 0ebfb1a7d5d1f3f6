package campaignflows.campaign.lifecycle;

import campaignflows.campaign.definition.DefinitionPublisher;
import campaignflows.campaign.field.FieldService;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.Page;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Creates, changes and deletes campaigns (rule C1). Each change is one transaction that locks the campaign and publishes it.
 */
@Singleton
public class CampaignService {
    private final Transactions transactions;
    private final CampaignRepository campaigns;
    private final FieldService fields;
    private final DefinitionPublisher definitions;
    private final AuditLog audit;
    private final Clock clock;

    CampaignService(
            Transactions transactions,
            CampaignRepository campaigns,
            FieldService fields,
            DefinitionPublisher definitions,
            AuditLog audit,
            Clock clock) {
        this.transactions = transactions;
        this.campaigns = campaigns;
        this.fields = fields;
        this.definitions = definitions;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Creates a campaign with the system fields.
     *
     * @throws ProblemException 422 for a bad name, 409 for one that is taken
     */
    public Uni<Campaign> create(UUID tenant, CampaignDraft draft, Actor actor) {
        UUID id = Ids.v7();
        return create(tenant, id, draft, session -> fields.addSystemFields(session, tenant, id), actor);
    }

    /**
     * Creates a campaign with this id.
     *
     * @param content gives it its fields, and what else it has from the beginning
     * @throws ProblemException 422 for a bad name, 409 for one that is taken
     */
    public Uni<Campaign> create(
            UUID tenant, UUID id, CampaignDraft draft, Function<Mutiny.Session, Uni<Void>> content, Actor actor) {
        CampaignName name = CampaignName.of(draft.name());
        String description = CampaignChange.description(draft.description());
        boolean updatedOnUnchanged = draft.updatedOnUnchanged() == null || draft.updatedOnUnchanged();
        return transactions
                .run(session -> {
                    Campaign campaign =
                            new Campaign(id, tenant, name, description, updatedOnUnchanged, clock.instant());
                    return fields.lock(session, tenant)
                            .chain(() -> campaigns.insert(session, campaign))
                            .chain(session::flush)
                            .chain(() -> content.apply(session))
                            .chain(() -> definitions.publish(session, campaign))
                            .call(() -> tellCreated(session, campaign, actor));
                })
                .onFailure(CampaignRepository::isNameTaken)
                .transform(refused -> taken(name));
    }

    private Uni<Void> tellCreated(Mutiny.Session session, Campaign campaign, Actor actor) {
        return tell(
                session,
                campaign,
                AuditAction.CAMPAIGN_CREATED,
                AuditChange.created(CampaignSnapshot.of(campaign), Set.of()),
                actor);
    }

    private Uni<Void> tell(
            Mutiny.Session session, Campaign campaign, AuditAction action, AuditChange change, Actor actor) {
        return audit.append(
                session,
                campaign.tenantId(),
                AuditRecorded.of(action, campaign.id(), actor).in(campaign.id()).with(change));
    }

    public Uni<Page<Campaign>> list(CampaignQuery query) {
        return transactions.run(session -> campaigns
                .page(session, query)
                .map(rows -> Page.ofOneMore(rows, query.limit(), query.sort()::cursorAfter))
                .chain(page -> campaigns.count(session, query).map(count -> counted(page, count))));
    }

    private static Page<Campaign> counted(Page<Campaign> page, long count) {
        return count > CampaignRepository.COUNT_BOUND
                ? page.withTotalAtLeast(CampaignRepository.COUNT_BOUND)
                : page.withTotal(count);
    }

    /** @throws ProblemException 404 */
    public Uni<Campaign> get(UUID tenant, UUID id) {
        return transactions.run(session -> campaigns.find(session, tenant, id));
    }

    /** Changes what the request contains. */
    public Uni<Campaign> patch(UUID tenant, UUID id, CampaignDraft patch, Actor actor) {
        CampaignChange change = CampaignChange.of(patch);
        return transactions
                .run(session ->
                        campaigns.lock(session, tenant, id).chain(campaign -> apply(session, campaign, change, actor)))
                .onFailure(CampaignRepository::isNameTaken)
                .transform(refused -> taken(CampaignName.of(patch.name())));
    }

    private Uni<Campaign> apply(Mutiny.Session session, Campaign campaign, CampaignChange change, Actor actor) {
        CampaignSnapshot before = CampaignSnapshot.of(campaign);
        campaign.apply(change);
        return definitions
                .publish(session, campaign)
                .call(() -> tell(session, campaign, AuditAction.CAMPAIGN_CHANGED, before.until(campaign), actor));
    }

    /** Deletes a campaign that is not Active; the customer profiles stay. */
    public Uni<Void> delete(UUID tenant, UUID id, Actor actor) {
        return transactions.run(session -> campaigns
                .lock(session, tenant, id)
                .invoke(campaign -> campaign.requireNotActive("The campaign cannot be deleted"))
                .call(campaign -> campaigns.delete(session, campaign))
                .call(campaign -> definitions.publishDeletion(session, id))
                .chain(campaign -> tell(
                        session,
                        campaign,
                        AuditAction.CAMPAIGN_DELETED,
                        AuditChange.deleted(CampaignSnapshot.of(campaign), Set.of()),
                        actor)));
    }

    /** The names of those of the campaigns that the tenant has. */
    Uni<Map<UUID, String>> names(UUID tenant, Collection<UUID> ids) {
        return transactions.run(session -> campaigns.names(session, tenant, ids));
    }

    /** 404. */
    public static ProblemException unknown() {
        return ProblemException.notFound("campaign");
    }

    private static ProblemException taken(CampaignName name) {
        return ProblemException.conflict(
                "A campaign with the name %s exists already: choose another".formatted(name.text()));
    }
}
