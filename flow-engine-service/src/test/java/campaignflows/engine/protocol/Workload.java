package campaignflows.engine.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * What people do, drawn from the seed alone, so that an undisturbed world gets to see the same. Of a calm script one person
 * does all, one thing after another, and waits before whatever cuts something off: its outcome does not depend on what is
 * slow. In a wild one several people act at the same time.
 *
 * @param people what each does, in order
 */
record Workload(boolean calm, FlowChoice choice, List<List<Action>> people) {

    /** Something that a person does. */
    sealed interface Action {
        record Start(UUID campaign) implements Action {}

        record Stop(UUID campaign) implements Action {}

        record Import(UUID campaign, UUID customer, String note) implements Action {}

        /** Adds to the total of a participant's customer and to its answers, on top of what walks count there. */
        record Edit(UUID campaign, UUID customer) implements Action {}

        record Remove(UUID campaign, UUID customer) implements Action {}

        /** Does nothing while so many steps are made. */
        record Idle(int steps) implements Action {}

        /** Waits, not for ever, until walks of the campaign have begun and not been committed. */
        record AwaitUncommittedWalks(UUID campaign) implements Action {}

        /** Waits until nothing goes on any more. */
        record AwaitQuiescence() implements Action {}
    }

    static Workload of(long seed) {
        SplittableRandom random = new SplittableRandom(seed ^ 0x5eed);
        boolean calm = random.nextInt(3) == 0;
        boolean flips = random.nextInt(12) == 0;
        boolean claims = random.nextInt(4) == 0;
        boolean narrow = random.nextInt(3) == 0;
        List<UUID> campaigns = List.of(TestCampaigns.campaign(1), TestCampaigns.campaign(2))
                .subList(0, narrow ? 2 : 1 + random.nextInt(2));
        List<UUID> customers = TestCampaigns.customers().subList(0, narrow ? 1 : 1 + random.nextInt(4));
        return new Workload(
                calm,
                new FlowChoice(flips, claims),
                calm ? List.of(calm(random, campaigns, customers)) : wild(random, campaigns, customers, flips));
    }

    private static List<Action> calm(SplittableRandom random, List<UUID> campaigns, List<UUID> customers) {
        List<Action> all = new ArrayList<>();
        campaigns.forEach(campaign -> all.add(new Action.Start(campaign)));
        int rounds = 1 + random.nextInt(2);
        for (int round = 0; round < rounds; round++) {
            imports(random, campaigns, customers, 2 + random.nextInt(4), all);
            if (random.nextInt(3) == 0) {
                all.add(new Action.AwaitQuiescence());
                all.add(new Action.Edit(any(random, campaigns), any(random, customers)));
            }
            if (random.nextInt(3) == 0) {
                all.add(new Action.AwaitQuiescence());
                all.add(new Action.Remove(any(random, campaigns), any(random, customers)));
            }
            if (random.nextInt(2) == 0) {
                UUID campaign = any(random, campaigns);
                all.add(new Action.AwaitQuiescence());
                all.add(new Action.Stop(campaign));
                imports(random, List.of(campaign), customers, random.nextInt(3), all);
                all.add(new Action.Start(campaign));
            }
        }
        imports(random, campaigns, customers, 1, all);
        return all;
    }

    private static List<List<Action>> wild(
            SplittableRandom random, List<UUID> campaigns, List<UUID> customers, boolean flips) {
        List<List<Action>> people = new ArrayList<>();
        for (UUID campaign : campaigns) {
            List<Action> control = new ArrayList<>();
            control.add(new Action.Start(campaign));
            for (int again = random.nextInt(4); again > 0; again--) {
                control.add(new Action.Idle(random.nextInt(400)));
                lurk(random, campaign, control);
                control.add(new Action.Stop(campaign));
                control.add(new Action.Idle(random.nextInt(30)));
                control.add(new Action.Start(campaign));
            }
            if (random.nextInt(3) == 0) {
                control.add(new Action.Idle(random.nextInt(600)));
                lurk(random, campaign, control);
                control.add(new Action.Stop(campaign));
            }
            people.add(control);
        }
        int importers = flips ? 1 : 1 + random.nextInt(2);
        for (int n = 0; n < importers; n++) {
            List<Action> actions = new ArrayList<>();
            imports(random, campaigns, customers, flips ? 2 : 3 + random.nextInt(4), actions);
            for (int pauses = random.nextInt(4); pauses > 0; pauses--) {
                actions.add(random.nextInt(actions.size()), new Action.Idle(random.nextInt(200)));
            }
            if (random.nextInt(2) == 0) {
                actions.add(
                        random.nextInt(actions.size()),
                        new Action.Remove(any(random, campaigns), any(random, customers)));
            }
            people.add(actions);
        }
        if (!flips && random.nextInt(2) == 0) {
            people.add(edits(random, campaigns, customers));
        }
        return people;
    }

    private static List<Action> edits(SplittableRandom random, List<UUID> campaigns, List<UUID> customers) {
        List<Action> actions = new ArrayList<>();
        actions.add(new Action.Idle(random.nextInt(200)));
        for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
            UUID campaign = any(random, campaigns);
            lurk(random, campaign, actions);
            actions.add(new Action.Edit(campaign, any(random, customers)));
        }
        return actions;
    }

    private static void lurk(SplittableRandom random, UUID campaign, List<Action> into) {
        if (random.nextInt(2) == 0) {
            into.add(new Action.AwaitUncommittedWalks(campaign));
        }
    }

    private static void imports(
            SplittableRandom random, List<UUID> campaigns, List<UUID> customers, int count, List<Action> into) {
        for (int n = 0; n < count; n++) {
            into.add(new Action.Import(
                    any(random, campaigns), any(random, customers), random.nextInt(5) == 0 ? "cancel" : "note " + n));
        }
    }

    private static <T> T any(SplittableRandom random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
