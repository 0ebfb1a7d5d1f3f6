package campaignflows.platform.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/**
 * The layering and naming of all modules, to be checked by one test of each. A class belongs to the layer that the name of
 * its outermost class ends with; whatever has no such name is core, and knows no edge.
 */
public final class ArchitectureRules {

    private static final String[] JDBC = {"org.jdbi", "java.sql", "javax.sql", "org.postgresql", "io.agroal"};
    private static final String MIGRATIONS = "db.migration";
    private static final String DATABASE = "campaignflows.platform.database";
    private static final String STATEMENT = DATABASE + ".Query";
    private static final String ROW = DATABASE + ".Row";
    private static final String HIBERNATE = "org.hibernate.reactive.mutiny.Mutiny";
    private static final Set<String> HARMLESS_ON_SESSION = Set.of("flush");

    /** Those that may hold what the reactive clients return: the layers, and the edges of HTTP and Kafka. */
    private static final String[] LAYERS = {
        "Resource", "Service", "Repository", "Consumer", "Publisher", "Filter", "Handler", "Mapper", "Client", "Proxy"
    };

    private static final String PRODUCES = "jakarta.ws.rs.Produces";
    private static final Set<String> VERBS =
            Set.of("jakarta.ws.rs.GET", "jakarta.ws.rs.POST", "jakarta.ws.rs.PUT", "jakarta.ws.rs.PATCH");
    private static final Set<String> ANSWERS_WITHOUT_OBJECT = Set.of("void", "jakarta.ws.rs.core.Response");

    private static final String OTHER_SCOPE = "jakarta.enterprise.context.ApplicationScoped";

    private static final String CLOCK_PRODUCER = "ClockProducer";
    private static final Set<String> CLOCKS = Set.of(
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalTime.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.Clock.system",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.lang.System.currentTimeMillis");

    private ArchitectureRules() {}

    /**
     * Checks all rules against the classes of a package and those below it, and {@link TestNamingRules} against its tests.
     *
     * @throws AssertionError that lists the violations
     */
    public static void check(String basePackage) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(basePackage);
        if (classes.isEmpty()) {
            throw new AssertionError("Expected classes in " + basePackage + ", but there are none");
        }
        all().forEach(rule -> rule.check(classes));
        TestNamingRules.check(basePackage);
    }

    /** All rules, for a module that has to check them one by one. */
    public static List<ArchRule> all() {
        return List.of(
                packagesAreNullMarked(),
                onlyRepositoriesUseSql(),
                onlyRepositoriesReadRows(),
                onlyMigrationsUseJdbc(),
                onlyRepositoriesUseTheSession(),
                valuesKnowNoDatabase(),
                onlyResourcesUseHttp(),
                resourcesSayWhatTheyProduce(),
                onlyConsumersAndPublishersUseKafka(),
                namesSayWhatAClassIs(),
                rulesKnowNoReactiveClient(),
                beansHaveOneScope(),
                timeComesFromTheInjectedClock());
    }

    public static ArchRule packagesAreNullMarked() {
        return classes()
                .should(new ArchCondition<>("live in a @NullMarked package") {
                    @Override
                    public void check(JavaClass item, ConditionEvents events) {
                        boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
                        events.add(new SimpleConditionEvent(
                                item, marked, item.getName() + " lives in a package without @NullMarked"));
                    }
                })
                .allowEmptyShould(true);
    }

    public static ArchRule onlyRepositoriesUseSql() {
        return noClasses()
                .that(areNotOf("Repository"))
                .should()
                .dependOnClassesThat(describe(
                        "do SQL",
                        used -> isIn(used, JDBC)
                                || isIn(used, "io.vertx.pgclient")
                                || used.getName().equals(STATEMENT)))
                .because("SQL is found in repositories; a service may pass a transaction on, a Tx")
                .allowEmptyShould(true);
    }

    /** A {@code …RowWriter} turns the rows of a repository into JSON, without making values of them first. */
    public static ArchRule onlyRepositoriesReadRows() {
        return noClasses()
                .that(areNotOf("Repository", "RowWriter"))
                .should()
                .dependOnClassesThat(describe("are rows", used -> used.getName().equals(ROW)))
                .because("a repository makes values of its rows")
                .allowEmptyShould(true);
    }

    public static ArchRule onlyMigrationsUseJdbc() {
        return noClasses()
                .that(describe("are no migrations", item -> !isIn(item, MIGRATIONS)))
                .should()
                .dependOnClassesThat(describe("are of JDBC", used -> isIn(used, JDBC)))
                .because("the database is reached by the reactive clients, JDBC is Flyway's (ADR 9)")
                .allowEmptyShould(true);
    }

    /** A service passes the session on; what it may ask of it is to write what has changed. */
    public static ArchRule onlyRepositoriesUseTheSession() {
        return noClasses()
                .that(areNotOf("Repository"))
                .should()
                .callMethodWhere(describe(
                        "it is one of a session that does more than flush",
                        (JavaMethodCall call) -> call.getTargetOwner().getName().startsWith(HIBERNATE)
                                && !HARMLESS_ON_SESSION.contains(call.getName())))
                .because("queries are found in repositories")
                .allowEmptyShould(true);
    }

    public static ArchRule valuesKnowNoDatabase() {
        return noClasses()
                .that(describe("are records or enums", item -> item.isRecord() || item.isEnum()))
                .should()
                .dependOnClassesThat(describe(
                        "are of a database",
                        used -> isIn(used, JDBC) || isIn(used, "org.hibernate.reactive", DATABASE)))
                .allowEmptyShould(true);
    }

    public static ArchRule onlyResourcesUseHttp() {
        return noClasses()
                .that(areNotOf("Resource", "Parameters", "Filter", "Mapper", "Client", "Proxy"))
                .should()
                .dependOnClassesThat(describe("are of HTTP", used -> isIn(used, "jakarta.ws.rs")))
                .because("HTTP is the business of resources and of the edges around them")
                .allowEmptyShould(true);
    }

    /** Without it a caller with another Accept would receive the toString of our objects. */
    public static ArchRule resourcesSayWhatTheyProduce() {
        return methods()
                .that(describe(
                        "answer a request of the public API with an object",
                        method -> isPublic(method.getOwner())
                                && VERBS.stream().anyMatch(method::isAnnotatedWith)
                                && !ANSWERS_WITHOUT_OBJECT.contains(
                                        method.getRawReturnType().getName())))
                .should(new ArchCondition<>("be annotated with @Produces, or their class") {
                    @Override
                    public void check(JavaMethod item, ConditionEvents events) {
                        boolean said = item.isAnnotatedWith(PRODUCES)
                                || item.getOwner().isAnnotatedWith(PRODUCES);
                        events.add(new SimpleConditionEvent(item, said, item.getFullName() + " has no @Produces"));
                    }
                })
                .allowEmptyShould(true);
    }

    private static boolean isPublic(JavaClass resource) {
        return resource.tryGetAnnotationOfType("jakarta.ws.rs.Path")
                .flatMap(path -> path.get("value"))
                .filter(path -> path.toString().startsWith("/api/v1"))
                .isPresent();
    }

    public static ArchRule onlyConsumersAndPublishersUseKafka() {
        return noClasses()
                .that(areNotOf("Consumer", "Publisher"))
                .should()
                .dependOnClassesThat(describe("are Kafka's", used -> isIn(used, "org.apache.kafka")))
                .because("Kafka is the business of consumers and publishers, and mostly of platform/messaging")
                .allowEmptyShould(true);
    }

    public static ArchRule namesSayWhatAClassIs() {
        return noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .allowEmptyShould(true);
    }

    /** Entities keep their rules as plain methods; of Hibernate they know the annotations. */
    public static ArchRule rulesKnowNoReactiveClient() {
        return noClasses()
                .that(areNotOf(LAYERS))
                .should()
                .dependOnClassesThat(describe(
                        "are of a reactive client",
                        used -> isIn(used, "io.smallrye.mutiny", "io.vertx.mutiny", "org.hibernate.reactive")))
                .because("rules are plain Java (ADR 9): the layers chain what the reactive clients return")
                .allowEmptyShould(true);
    }

    /** {@code @Singleton}, of which nobody holds a proxy; what lives for a request has the scope of the request. */
    public static ArchRule beansHaveOneScope() {
        return classes()
                .should(new ArchCondition<>("be @Singleton, as is what they produce, and not @ApplicationScoped") {
                    @Override
                    public void check(JavaClass item, ConditionEvents events) {
                        boolean other = item.isAnnotatedWith(OTHER_SCOPE)
                                || item.getMembers().stream().anyMatch(member -> member.isAnnotatedWith(OTHER_SCOPE));
                        events.add(new SimpleConditionEvent(
                                item, !other, item.getName() + " is @ApplicationScoped, or produces what is"));
                    }
                })
                .allowEmptyShould(true);
    }

    public static ArchRule timeComesFromTheInjectedClock() {
        return noClasses()
                .that(describe("produce no clock", item -> !item.getSimpleName().equals(CLOCK_PRODUCER)))
                .should()
                .accessTargetWhere(describe("it is a clock of the system", ArchitectureRules::isSystemClock))
                .because("the time is asked of the injected Clock, which a test can set")
                .allowEmptyShould(true);
    }

    private static boolean isSystemClock(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                && CLOCKS.contains(target.getOwner().getName() + "." + target.getName())
                && target.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
    }

    private static boolean isIn(JavaClass item, String... packages) {
        String name = item.getPackageName();
        for (String prefix : packages) {
            if (name.equals(prefix) || name.startsWith(prefix + ".")) {
                return true;
            }
        }
        return false;
    }

    private static DescribedPredicate<JavaClass> areNotOf(String... layers) {
        return describe("are no " + String.join(", ", layers), item -> {
            String name = outermost(item).getSimpleName();
            for (String layer : layers) {
                if (name.endsWith(layer)) {
                    return false;
                }
            }
            return true;
        });
    }

    private static JavaClass outermost(JavaClass item) {
        return item.getEnclosingClass().map(ArchitectureRules::outermost).orElse(item);
    }
}
