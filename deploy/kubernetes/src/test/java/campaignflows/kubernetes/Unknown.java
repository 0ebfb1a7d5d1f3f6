package campaignflows.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The types of Kubernetes keep what they do not know; written again, it is what they did not put in its place. */
final class Unknown {
    private Unknown() {}

    /** Returns the object if it knows every member of the resource that it was read from. */
    static <T> T none(T object, JsonNode resource) {
        List<String> unknown = new ArrayList<>();
        collect(object, "", unknown);
        assertThat(unknown)
                .as("members that are not known, of %s %s", resource.path("kind"), resource.at("/metadata/name"))
                .isEmpty();
        return object;
    }

    private static void collect(Object value, String path, List<String> unknown) {
        switch (value) {
            case Iterable<?> items -> {
                int index = 0;
                for (Object item : items) {
                    if (item != null) {
                        collect(item, path + "/" + index, unknown);
                    }
                    index++;
                }
            }
            case Object object
            when object.getClass().getPackageName().contains(".model")
                    || object.getClass().getPackageName().startsWith("io.strimzi.api") ->
                members(object, path, unknown);
            default -> {
                // A text, a number, or a map whose keys are anybody's.
            }
        }
    }

    private static void members(Object object, String path, List<String> unknown) {
        for (var method : object.getClass().getMethods()) {
            if (method.getParameterCount() > 0
                    || !method.getName().startsWith("get")
                    || method.getDeclaringClass() == Object.class) {
                continue;
            }
            try {
                Object value = method.invoke(object);
                if (method.getName().equals("getAdditionalProperties")
                        && value instanceof java.util.Map<?, ?> others
                        && !others.isEmpty()) {
                    others.keySet().forEach(name -> unknown.add(path + "/" + name));
                } else if (value != null && !(value instanceof Class) && !(value instanceof Enum)) {
                    collect(value, path + "/" + method.getName().substring(3), unknown);
                }
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(method.toString(), e);
            }
        }
    }
}
