package campaignflows.participant.customer;

import campaignflows.participant.profile.CustomerDraft;
import campaignflows.participant.profile.CustomerRepository;
import campaignflows.participant.roster.Enrollment;
import campaignflows.participant.roster.EnrollmentRepository;
import campaignflows.participant.roster.RosterTransactions;
import campaignflows.participant.run.RunRepository;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Transactions about a person as a whole. They hold, in the order of all transactions, the runs of all campaigns that the
 * person is in and then the customer's row; so what they tell is stamped as if it had been done in each campaign.
 *
 * <p>Which campaigns these are is only certain once the row is held, when it is too late to hold another run: if the person
 * has come into one meanwhile, the transaction begins anew.
 */
@Singleton
public class People {
    private static final int TRIES = 20;

    private final RosterTransactions transactions;
    private final CustomerRepository customers;
    private final EnrollmentRepository enrollments;
    private final RunRepository runs;

    People(Database database, CustomerRepository customers, EnrollmentRepository enrollments, RunRepository runs) {
        this.transactions = new RosterTransactions(database);
        this.customers = customers;
        this.enrollments = enrollments;
        this.runs = runs;
    }

    /**
     * A person that is held.
     *
     * @param enrollments in the order in which they were made
     */
    public record Held(CustomerDraft customer, List<Enrollment> enrollments, Map<UUID, Integer> activeRuns) {
        /** The run that an event of this participant is stamped with. */
        public @Nullable Integer runOf(Enrollment enrollment) {
            return activeRuns.get(enrollment.campaignId());
        }
    }

    /**
     * Does the work while the person is held; it may run more than once.
     *
     * @return empty if the tenant has no such customer
     */
    public <R> Optional<R> hold(UUID tenantId, UUID customerId, BiFunction<Tx, Held, R> work) {
        for (int tries = 1; tries <= TRIES; tries++) {
            try {
                return transactions.run(tx -> held(tx, tenantId, customerId).map(person -> work.apply(tx, person)));
            } catch (EnrolledMeanwhileException again) {
                // From the beginning, with the campaigns that there are now.
                continue;
            }
        }
        throw ProblemException.unavailable("Others are importing the same contact: try again");
    }

    private Optional<Held> held(Tx tx, UUID tenantId, UUID customerId) {
        Set<UUID> campaigns = enrollments.campaignsOf(tx, tenantId, customerId);
        Map<UUID, Integer> activeRuns = runs.hold(tx, campaigns);
        Optional<CustomerDraft> customer = customers.lockByIds(tx, List.of(customerId)).stream()
                .filter(each -> each.tenantId().equals(tenantId))
                .map(CustomerDraft::ofStored)
                .findFirst();
        if (customer.isEmpty()) {
            return Optional.empty();
        }
        List<Enrollment> enrolled = enrollments.of(tx, tenantId, customerId);
        if (enrolled.stream().anyMatch(each -> !campaigns.contains(each.campaignId()))) {
            throw new EnrolledMeanwhileException();
        }
        return Optional.of(new Held(customer.get(), enrolled, activeRuns));
    }

    /** The person came into another campaign before its row was held. */
    private static final class EnrolledMeanwhileException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
