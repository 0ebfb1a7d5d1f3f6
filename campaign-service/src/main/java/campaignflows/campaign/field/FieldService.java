package campaignflows.campaign.field;

import campaignflows.campaign.definition.DefinitionPublisher;
import campaignflows.campaign.lifecycle.Campaign;
import campaignflows.campaign.lifecycle.CampaignRepository;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.OffEventLoop;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a campaign (rules D1, D2, D4). A change is first planned without any lock, so that participant-service can be
 * asked for values, and planned again in its transaction, where it must come to the same result.
 */
@Singleton
public class FieldService {
    private final Transactions transactions;
    private final CampaignRepository campaigns;
    private final FieldRepository fields;
    private final FieldChangeService changes;
    private final FieldUsageClient usage;
    private final DefinitionPublisher definitions;
    private final AuditLog audit;

    FieldService(
            Transactions transactions,
            CampaignRepository campaigns,
            FieldRepository fields,
            FieldChangeService changes,
            FieldUsageClient usage,
            DefinitionPublisher definitions,
            AuditLog audit) {
        this.transactions = transactions;
        this.campaigns = campaigns;
        this.fields = fields;
        this.changes = changes;
        this.usage = usage;
        this.definitions = definitions;
        this.audit = audit;
    }

    /** Gives a new campaign the fields that every campaign has. */
    public Uni<Void> addSystemFields(Mutiny.Session session, UUID tenant, UUID campaignId) {
        return fields.append(session, tenant, campaignId, SystemFields.ALL);
    }

    /** All fields, in their order. */
    public Uni<List<DataField>> list(UUID tenant, UUID campaignId) {
        return transactions.run(session ->
                campaigns.find(session, tenant, campaignId).chain(campaign -> fields.list(session, campaignId)));
    }

    public Uni<DataField> add(UUID tenant, UUID campaignId, FieldDraft draft, Actor actor) {
        DataField field = FieldRules.create(draft);
        return make(tenant, campaignId, actor, new Change() {
                    @Override
                    public Uni<FieldChangeService.Plan> plan(Mutiny.Session session, Campaign campaign) {
                        return changes.planAddition(session, campaign, field);
                    }

                    @Override
                    public Uni<Applied> apply(Mutiny.Session session) {
                        return changes.add(session, tenant, campaignId, field).replaceWith(Applied.added(field));
                    }
                })
                .map(Applied::field);
    }

    /** The fields of a campaign that is about to be created, with their preconditions. */
    public static final class NewFields {
        private final List<String> order;
        private final Map<DataField, FieldChangeService.Plan> plans;

        private NewFields(List<String> order, Map<DataField, FieldChangeService.Plan> plans) {
            this.order = order;
            this.plans = plans;
        }
    }

    /**
     * Plans the fields of a campaign that is about to be created, in their order. Of a system field only the position counts; one
     * that is not given comes first.
     *
     * @throws ProblemException 422 for a field that is not valid, 409 if a Customer Profile field has another type here
     */
    public Uni<NewFields> planNew(UUID tenant, UUID campaignId, List<FieldDraft> given) {
        List<DataField> custom = NewFieldRules.custom(given);
        List<String> order = NewFieldRules.order(given);
        return transactions
                .run(session -> plansOf(session, tenant, campaignId, custom))
                .call(plans -> OffEventLoop.supply(() -> refuseIfAnyInUse(tenant, campaignId, plans.values())))
                .map(plans -> new NewFields(order, plans));
    }

    private Uni<Map<DataField, FieldChangeService.Plan>> plansOf(
            Mutiny.Session session, UUID tenant, UUID campaignId, Collection<DataField> custom) {
        return Multi.createFrom()
                .iterable(custom)
                .onItem()
                .transformToUniAndConcatenate(field ->
                        changes.planNew(session, tenant, campaignId, field).map(plan -> Map.entry(field, plan)))
                .collect()
                .in(LinkedHashMap::new, (plans, plan) -> plans.put(plan.getKey(), plan.getValue()));
    }

    /** Gives a new campaign the planned fields; the first thing that its transaction does. */
    public Uni<Void> addNew(Mutiny.Session session, UUID tenant, UUID campaignId, NewFields planned) {
        return plansOf(session, tenant, campaignId, planned.plans.keySet())
                .invoke(plans -> requireSame(plans, planned.plans))
                .chain(() -> addSystemFields(session, tenant, campaignId))
                .chain(() -> Multi.createFrom()
                        .iterable(planned.plans.keySet())
                        .onItem()
                        .transformToUniAndConcatenate(field -> changes.add(session, tenant, campaignId, field))
                        .onItem()
                        .ignoreAsUni())
                .chain(() -> fields.reorder(session, campaignId, planned.order));
    }

    /** Of the tenant's fields; taken before any campaign is locked. */
    public Uni<Void> lock(Mutiny.Session session, UUID tenant) {
        return fields.lockTenant(session, tenant);
    }

    public Uni<DataField> patch(UUID tenant, UUID campaignId, String name, FieldPatch patch, Actor actor) {
        return make(tenant, campaignId, actor, new Change() {
                    @Override
                    public Uni<FieldChangeService.Plan> plan(Mutiny.Session session, Campaign campaign) {
                        return require(session, campaignId, name)
                                .chain(field ->
                                        changes.planChange(session, campaign, field, FieldRules.patch(field, patch)));
                    }

                    @Override
                    public Uni<Applied> apply(Mutiny.Session session) {
                        return require(session, campaignId, name).chain(field -> {
                            DataField changed = FieldRules.patch(field, patch);
                            return changes.change(session, tenant, campaignId, field, changed)
                                    .replaceWith(Applied.changed(field, changed));
                        });
                    }
                })
                .map(Applied::field);
    }

    /** Removes the field; its values stay where they are and are no longer seen. */
    public Uni<Void> remove(UUID tenant, UUID campaignId, String name, Actor actor) {
        return make(tenant, campaignId, actor, new Change() {
                    @Override
                    public Uni<FieldChangeService.Plan> plan(Mutiny.Session session, Campaign campaign) {
                        return require(session, campaignId, name)
                                .chain(field -> changes.planRemoval(session, campaign, field));
                    }

                    @Override
                    public Uni<Applied> apply(Mutiny.Session session) {
                        return require(session, campaignId, name)
                                .call(field -> changes.remove(session, campaignId, field))
                                .map(Applied::removed);
                    }
                })
                .replaceWithVoid();
    }

    /** Gives the fields a new order (rule D4): the names of all of them. */
    public Uni<List<DataField>> reorder(
            UUID tenant, UUID campaignId, @Nullable List<? extends @Nullable String> names, Actor actor) {
        return transactions.run(session -> campaigns
                .lock(session, tenant, campaignId)
                .call(campaign -> fields.list(session, campaignId)
                        .chain(present -> reorder(session, campaign, present, requireAll(present, names), actor)))
                .chain(() -> fields.list(session, campaignId)));
    }

    private Uni<Void> reorder(
            Mutiny.Session session, Campaign campaign, List<DataField> present, List<String> order, Actor actor) {
        AuditChange change = AuditChange.between(
                Map.of("fields", present.stream().map(DataField::name).toList()), Map.of("fields", order), Set.of());
        return fields.reorder(session, campaign.id(), order)
                .chain(() -> definitions.publish(session, campaign))
                .chain(() -> audit.append(
                        session,
                        campaign.tenantId(),
                        AuditRecorded.of(AuditAction.FIELDS_REORDERED, campaign.id(), actor)
                                .in(campaign.id())
                                .with(change)));
    }

    private static List<String> requireAll(List<DataField> present, @Nullable List<? extends @Nullable String> names) {
        List<String> all = present.stream().map(DataField::name).toList();
        if (names == null
                || names.size() != all.size()
                || !new HashSet<@Nullable String>(names).equals(new HashSet<@Nullable String>(all))) {
            throw ProblemException.invalidField("names", "Give the name of each of the campaign's fields once");
        }
        return names.stream().map(String::valueOf).toList();
    }

    /** A change in two parts: its precondition, or why it is refused; and its effect. */
    private interface Change {
        Uni<FieldChangeService.Plan> plan(Mutiny.Session session, Campaign campaign);

        Uni<Applied> apply(Mutiny.Session session);
    }

    /** A change that has been made, with what the audit log is told of it. */
    private record Applied(DataField field, AuditAction action, AuditChange change) {
        static Applied added(DataField field) {
            return new Applied(field, AuditAction.FIELD_ADDED, AuditChange.created(field, Set.of()));
        }

        static Applied changed(DataField before, DataField after) {
            return new Applied(after, AuditAction.FIELD_CHANGED, AuditChange.between(before, after, Set.of()));
        }

        static Applied removed(DataField field) {
            return new Applied(field, AuditAction.FIELD_REMOVED, AuditChange.deleted(field, Set.of()));
        }

        AuditRecorded line(UUID campaignId, Actor actor) {
            return AuditRecorded.of(action, field.name(), actor).in(campaignId).with(change);
        }
    }

    private Uni<Applied> make(UUID tenant, UUID campaignId, Actor actor, Change change) {
        return transactions
                .run(session ->
                        campaigns.find(session, tenant, campaignId).chain(campaign -> change.plan(session, campaign)))
                .call(plan -> OffEventLoop.supply(() -> refuseIfAnyInUse(tenant, campaignId, List.of(plan))))
                .chain(plan -> transactions.run(session -> make(session, tenant, campaignId, change, plan)
                        .call(made -> audit.append(session, tenant, made.line(campaignId, actor)))));
    }

    private Uni<Applied> make(
            Mutiny.Session session, UUID tenant, UUID campaignId, Change change, FieldChangeService.Plan plan) {
        return fields.lockTenant(session, tenant)
                .chain(() -> campaigns.lock(session, tenant, campaignId))
                .chain(campaign -> change.plan(session, campaign)
                        .invoke(now -> requireSame(now, plan))
                        .chain(() -> change.apply(session))
                        .call(() -> definitions.publish(session, campaign)));
    }

    private static void requireSame(Object now, Object before) {
        if (!now.equals(before)) {
            throw ProblemException.conflict("A field was changed by someone else at the same time: try again");
        }
    }

    /** Waits for another service. */
    private boolean refuseIfAnyInUse(UUID tenant, UUID campaignId, Collection<FieldChangeService.Plan> plans) {
        for (FieldChangeService.Plan plan : plans) {
            for (FieldLevel level : plan.mustBeUnusedAt()) {
                if (usage.inUse(tenant, campaignId, plan.name(), level)) {
                    throw ProblemException.conflict(
                            "Values of the field %s exist, so it keeps its type, its level and its allowed values"
                                    .formatted(plan.name()));
                }
            }
        }
        return false;
    }

    private Uni<DataField> require(Mutiny.Session session, UUID campaignId, String name) {
        return fields.find(session, campaignId, name)
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound("field"));
    }
}
