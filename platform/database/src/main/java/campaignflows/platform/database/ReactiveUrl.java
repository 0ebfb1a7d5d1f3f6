package campaignflows.platform.database;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import java.util.Iterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The one address of the database serves both drivers: the reactive one's is that of JDBC, less its first word, unless it is set. */
public final class ReactiveUrl implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1L;
    private static final String REACTIVE = "quarkus.datasource.reactive.url";
    private static final String JDBC = "quarkus.datasource.jdbc.url";
    private static final String PREFIX = "jdbc:";

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        return name.equals(REACTIVE) ? ofBoth(value, context.proceed(JDBC)) : value;
    }

    /** That of JDBC counts where it comes from a source of more weight: a build keeps the address that it saw as the default. */
    private static @Nullable ConfigValue ofBoth(@Nullable ConfigValue reactive, @Nullable ConfigValue jdbc) {
        boolean isSet = reactive != null && (jdbc == null || reactive.getSourceOrdinal() >= jdbc.getSourceOrdinal());
        if (isSet) {
            return reactive;
        }
        return jdbc == null || jdbc.getValue() == null || !jdbc.getValue().startsWith(PREFIX)
                ? reactive
                : jdbc.withName(REACTIVE).withValue(jdbc.getValue().substring(PREFIX.length()));
    }

    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
        Iterable<String> names = context::iterateNames;
        return Stream.concat(StreamSupport.stream(names.spliterator(), false), Stream.of(REACTIVE))
                .distinct()
                .iterator();
    }
}
