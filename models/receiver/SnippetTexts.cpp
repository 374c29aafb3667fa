#include "models/receiver/SnippetTexts.h"

#include <array>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr auto Python = R"py([?token]import os
[?token]
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

[!token]exporter = OTLPSpanExporter(endpoint="{base}/v1/traces")
[?token]exporter = OTLPSpanExporter(
[?token]    endpoint="{base}/v1/traces",
[?token]    headers={"authorization": "Bearer " + os.environ["SPANGLASS_TOKEN"]},
[?token])
provider = TracerProvider(resource=Resource.create({"service.name": "my-app"}))
provider.add_span_processor(BatchSpanProcessor(exporter))
trace.set_tracer_provider(provider)

with trace.get_tracer("my-app").start_as_current_span("hello"):
    print("one span made")

provider.shutdown()  # sends what is still waiting
)py"_L1;

constexpr auto JavaScript = R"js(import { trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { NodeSDK } from '@opentelemetry/sdk-node';

const sdk = new NodeSDK({
  serviceName: 'my-app',
  traceExporter: new OTLPTraceExporter({
    url: '{base}/v1/traces',
[?token]    headers: { authorization: `Bearer ${process.env.SPANGLASS_TOKEN}` },
  }),
});
sdk.start();

trace.getTracer('my-app').startActiveSpan('hello', (span) => span.end());

await sdk.shutdown(); // sends what is still waiting
)js"_L1;

constexpr auto Java = R"java(import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;

public class Hello {
    public static void main(String[] args) {
        var exporter = OtlpHttpSpanExporter.builder()
            .setEndpoint("{base}/v1/traces")
[?token]            .addHeader("authorization", "Bearer " + System.getenv("SPANGLASS_TOKEN"))
            .build();
        var provider = SdkTracerProvider.builder()
            .setResource(Resource.getDefault().toBuilder().put("service.name", "my-app").build())
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .build();

        provider.get("my-app").spanBuilder("hello").startSpan().end();

        provider.close(); // sends what is still waiting
    }
}
)java"_L1;

constexpr auto Go = R"go(package main

import (
	"context"
	"log"
[?token]	"os"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	"go.opentelemetry.io/otel/sdk/trace"
)

func main() {
	ctx := context.Background()
	exporter, err := otlptracehttp.New(ctx,
[?token]		otlptracehttp.WithHeaders(map[string]string{"authorization": "Bearer " + os.Getenv("SPANGLASS_TOKEN")}),
		otlptracehttp.WithEndpointURL("{base}/v1/traces"))
	if err != nil {
		log.Fatal(err)
	}
	provider := trace.NewTracerProvider(
		trace.WithBatcher(exporter),
		trace.WithResource(resource.NewSchemaless(attribute.String("service.name", "my-app"))))
	defer provider.Shutdown(ctx) // sends what is still waiting

	_, span := provider.Tracer("my-app").Start(ctx, "hello")
	span.End()
}
)go"_L1;

constexpr auto MLflow = R"py(import os

os.environ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = "{base}/v1/traces"
os.environ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"] = "http/protobuf"
[?token]os.environ["OTEL_EXPORTER_OTLP_TRACES_HEADERS"] = (
[?token]    "authorization=Bearer%20" + os.environ["SPANGLASS_TOKEN"]
[?token])
os.environ.setdefault("OTEL_SERVICE_NAME", "my-app")
# The mlflow-tracing package makes no spans while this is unset; the full mlflow package does not need it.
os.environ.setdefault("MLFLOW_TRACKING_URI", "file:./mlruns")

import mlflow


@mlflow.trace(span_type="TOOL")
def hello(name):
    return f"Hello, {name}"


print(hello("Spanglass"))
)py"_L1;

constexpr std::array Texts{
    SnippetText{"python"_L1, "Python"_L1, "pip install opentelemetry-sdk opentelemetry-exporter-otlp-proto-http"_L1,
        "hello.py"_L1, Python},
    SnippetText{"javascript"_L1, "JavaScript"_L1,
        "npm install @opentelemetry/api @opentelemetry/sdk-node @opentelemetry/exporter-trace-otlp-proto"_L1,
        "hello.mjs"_L1, JavaScript},
    SnippetText{"java"_L1, "Java"_L1,
        "plugins { application }\n"
        "repositories { mavenCentral() }\n"
        "dependencies {\n"
        "    implementation(\"io.opentelemetry:opentelemetry-sdk:1.58.0\")\n"
        "    implementation(\"io.opentelemetry:opentelemetry-exporter-otlp:1.58.0\")\n"
        "}\n"
        "application { mainClass.set(\"Hello\") } // run it with: gradle run"_L1,
        "src/main/java/Hello.java"_L1, Java, "build.gradle.kts"_L1},
    SnippetText{"go"_L1, "Go"_L1,
        "go mod init my-app\n"
        "go get go.opentelemetry.io/otel/sdk go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"_L1,
        "main.go"_L1, Go},
    SnippetText{"mlflow"_L1, "MLflow"_L1, "pip install mlflow-tracing opentelemetry-exporter-otlp-proto-http"_L1,
        "hello_mlflow.py"_L1, MLflow},
};

} // namespace

std::span<const SnippetText> snippetTexts() { return Texts; }

} // namespace spanglass
