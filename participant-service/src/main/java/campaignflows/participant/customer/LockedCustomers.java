package campaignflows.participant.customer;

import campaignflows.participant.enrollment.EnrollmentRepository;
import campaignflows.participant.enrollment.IdentityTransactions;
import campaignflows.participant.enrollment.ParticipantRef;
import campaignflows.participant.profile.CustomerRepository;
import campaignflows.participant.profile.UnsavedCustomer;
import campaignflows.participant.run.RunRepository;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Transactions on customers as a whole. They lock, in the order of all transactions, the runs of all campaigns that a
 * customer is in and then the customer's row, so that their events are stamped as if made in each campaign.
 *
 * <p>Which campaigns these are is only certain once the row is locked, when it is too late to lock another run: if the
 * customer has been added to one meanwhile, the transaction starts again.
 */
@Singleton
public class LockedCustomers {
    private static final int TRIES = 20;

    private final IdentityTransactions transactions;
    private final CustomerRepository customers;
    private final EnrollmentRepository enrollments;
    private final RunRepository runs;

    LockedCustomers(
            Database database, CustomerRepository customers, EnrollmentRepository enrollments, RunRepository runs) {
        this.transactions = new IdentityTransactions(database);
        this.customers = customers;
        this.enrollments = enrollments;
        this.runs = runs;
    }

    /**
     * A customer that is locked.
     *
     * @param enrollments in the order in which they were created
     */
    public record Held(UnsavedCustomer customer, List<ParticipantRef> enrollments, Map<UUID, Integer> activeRuns) {
        /** The run with which an event of this participant is stamped. */
        public @Nullable Integer runOf(ParticipantRef enrollment) {
            return activeRuns.get(enrollment.campaignId());
        }
    }

    /**
     * Does the work while the customer is locked; it may run more than once.
     *
     * @return empty if the tenant has no such customer
     */
    public <R> Optional<R> withLock(UUID tenantId, UUID customerId, BiFunction<Tx, Held, R> work) {
        return withLocks(
                tenantId,
                List.of(customerId),
                (tx, held) -> Optional.ofNullable(held.get(customerId)).map(each -> work.apply(tx, each)));
    }

    /**
     * Does the work while the customers are locked, in one transaction; it may run more than once. It is given those that the
     * tenant has, by their ids.
     */
    public <R> R withLocks(UUID tenantId, Collection<UUID> customerIds, BiFunction<Tx, Map<UUID, Held>, R> work) {
        for (int tries = 1; tries <= TRIES; tries++) {
            try {
                return transactions.run(tx -> work.apply(tx, lock(tx, tenantId, customerIds)));
            } catch (EnrolledMeanwhileException again) {
                // From the beginning, with the campaigns that the customers are in now.
                continue;
            }
        }
        throw ProblemException.unavailable("Others are importing the same contact: try again");
    }

    private Map<UUID, Held> lock(Tx tx, UUID tenantId, Collection<UUID> customerIds) {
        Set<UUID> campaigns = enrollments.campaignsOf(tx, tenantId, customerIds);
        Map<UUID, Integer> activeRuns = runs.lockActive(tx, campaigns);
        List<UnsavedCustomer> locked = customers.lockByIds(tx, customerIds).stream()
                .filter(each -> each.tenantId().equals(tenantId))
                .map(UnsavedCustomer::ofStored)
                .toList();
        if (locked.isEmpty()) {
            return Map.of();
        }
        List<ParticipantRef> enrolled = enrollments.of(
                tx, tenantId, locked.stream().map(UnsavedCustomer::id).toList());
        if (enrolled.stream().anyMatch(each -> !campaigns.contains(each.campaignId()))) {
            throw new EnrolledMeanwhileException();
        }
        Map<UUID, List<ParticipantRef>> byCustomer =
                enrolled.stream().collect(Collectors.groupingBy(ParticipantRef::customerId));
        return locked.stream()
                .collect(Collectors.toMap(
                        UnsavedCustomer::id,
                        each -> new Held(each, byCustomer.getOrDefault(each.id(), List.of()), activeRuns)));
    }

    /** A customer was added to another campaign before its row was locked. */
    private static final class EnrolledMeanwhileException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
