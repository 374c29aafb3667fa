package spanglass;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sends the spans of a specification file: Client SPEC ENDPOINT http-proto|grpc */
public final class Client {
    private Client() {}

    public static void main(String[] args) throws Exception {
        JsonObject spec = JsonParser.parseString(Files.readString(Path.of(args[0]))).getAsJsonObject();
        Attributes resource = attributes(spec.getAsJsonObject("resource")).toBuilder()
            .put("service.name", spec.get("service").getAsString())
            .build();
        SdkTracerProvider provider = SdkTracerProvider.builder()
            .setResource(Resource.getDefault().merge(Resource.create(resource)))
            .addSpanProcessor(BatchSpanProcessor.builder(exporter(args[1], args[2])).build())
            .build();
        JsonObject scope = spec.getAsJsonObject("scope");
        Tracer tracer = provider.tracerBuilder(scope.get("name").getAsString())
            .setInstrumentationVersion(scope.get("version").getAsString())
            .build();
        Map<String, Span> spans = new HashMap<>();
        for (JsonElement span : spec.getAsJsonArray("spans")) {
            start(tracer, span.getAsJsonObject(), spans);
        }
        for (JsonElement element : spec.getAsJsonArray("spans")) {
            JsonObject span = element.getAsJsonObject();
            spans.get(span.get("key").getAsString()).end(span.get("end").getAsLong(), NANOSECONDS);
        }
        provider.shutdown().join(20, SECONDS);
    }

    private static SpanExporter exporter(String endpoint, String transport) {
        if (transport.equals("grpc")) {
            return OtlpGrpcSpanExporter.builder().setEndpoint("http://" + endpoint).build();
        }
        return OtlpHttpSpanExporter.builder()
            .setEndpoint("http://" + endpoint + "/v1/traces")
            .setCompression("gzip")
            .build();
    }

    private static void start(Tracer tracer, JsonObject span, Map<String, Span> spans) {
        SpanBuilder builder = tracer.spanBuilder(span.get("name").getAsString())
            .setSpanKind(SpanKind.valueOf(span.get("kind").getAsString()))
            .setStartTimestamp(span.get("start").getAsLong(), NANOSECONDS)
            .setAllAttributes(attributes(span.getAsJsonObject("attributes")));
        if (span.has("parent")) {
            builder.setParent(Context.root().with(spans.get(span.get("parent").getAsString())));
        } else {
            builder.setNoParent();
        }
        for (JsonElement element : span.getAsJsonArray("links")) {
            JsonObject link = element.getAsJsonObject();
            builder.addLink(spans.get(link.get("to").getAsString()).getSpanContext(),
                attributes(link.getAsJsonObject("attributes")));
        }
        Span live = builder.startSpan();
        for (JsonElement element : span.getAsJsonArray("events")) {
            JsonObject event = element.getAsJsonObject();
            live.addEvent(event.get("name").getAsString(), attributes(event.getAsJsonObject("attributes")),
                event.get("at").getAsLong(), NANOSECONDS);
        }
        JsonObject status = span.getAsJsonObject("status");
        if (!status.get("code").getAsString().equals("UNSET")) {
            String message = status.has("message") ? status.get("message").getAsString() : "";
            live.setStatus(StatusCode.valueOf(status.get("code").getAsString()), message);
        }
        spans.put(span.get("key").getAsString(), live);
    }

    private static Attributes attributes(JsonObject typed) {
        AttributesBuilder builder = Attributes.builder();
        for (Map.Entry<String, JsonElement> entry : typed.entrySet()) {
            put(builder, entry.getKey(), entry.getValue().getAsJsonObject());
        }
        return builder.build();
    }

    private static void put(AttributesBuilder to, String key, JsonObject value) {
        if (value.has("array")) {
            putList(to, key, value.getAsJsonArray("array"));
        } else if (value.has("int")) {
            to.put(key, value.get("int").getAsLong());
        } else if (value.has("double")) {
            to.put(key, value.get("double").getAsDouble());
        } else if (value.has("bool")) {
            to.put(key, value.get("bool").getAsBoolean());
        } else {
            to.put(key, value.get("string").getAsString());
        }
    }

    private static void putList(AttributesBuilder to, String key, JsonArray items) {
        List<String> strings = new ArrayList<>();
        List<Long> longs = new ArrayList<>();
        List<Double> doubles = new ArrayList<>();
        List<Boolean> booleans = new ArrayList<>();
        for (JsonElement element : items) {
            JsonObject item = element.getAsJsonObject();
            if (item.has("int")) {
                longs.add(item.get("int").getAsLong());
            } else if (item.has("double")) {
                doubles.add(item.get("double").getAsDouble());
            } else if (item.has("bool")) {
                booleans.add(item.get("bool").getAsBoolean());
            } else {
                strings.add(item.get("string").getAsString());
            }
        }
        if (!longs.isEmpty()) {
            to.put(AttributeKey.longArrayKey(key), longs);
        } else if (!doubles.isEmpty()) {
            to.put(AttributeKey.doubleArrayKey(key), doubles);
        } else if (!booleans.isEmpty()) {
            to.put(AttributeKey.booleanArrayKey(key), booleans);
        } else {
            to.put(AttributeKey.stringArrayKey(key), strings);
        }
    }
}
