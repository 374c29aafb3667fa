#include "models/setup/recipes/RecipeText.h"

#include <QtGlobal>

#include <array>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr auto Go = R"go(package main

import (
	"context"
	"log"
[!server]	"os"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	"go.opentelemetry.io/otel/sdk/trace"
[!server]	"golang.org/x/oauth2/clientcredentials"
)

func main() {
	ctx := context.Background()
[!server]	servicePrincipal := &clientcredentials.Config{
[!server]		ClientID:     os.Getenv("DATABRICKS_CLIENT_ID"),
[!server]		ClientSecret: os.Getenv("DATABRICKS_CLIENT_SECRET"),
[!server]		TokenURL:     "{tokenUrl}",
[!server]		Scopes:       []string{"all-apis"},
[!server]	}
	exporter, err := otlptracehttp.New(ctx,
		otlptracehttp.WithEndpointURL("{tracesUrl}"),
[!server]		otlptracehttp.WithHeaders(map[string]string{"X-Databricks-UC-Table-Name": "{spansTable}"}),
[!server]		otlptracehttp.WithHTTPClient(servicePrincipal.Client(ctx))) // signs each request, and renews the token
[?server]		otlptracehttp.WithHeaders(map[string]string{"x-mlflow-experiment-id": "{experimentId}"}))
	if err != nil {
		log.Fatal(err)
	}
	provider := trace.NewTracerProvider(
		trace.WithBatcher(exporter),
		trace.WithResource(resource.NewSchemaless(attribute.String("service.name", "my-app"))))
	defer provider.Shutdown(ctx) // sends what is still waiting

	tracer := provider.Tracer("my-app")
	ctx, answer := tracer.Start(ctx, "answer")
	_, lookUp := tracer.Start(ctx, "look up")
	lookUp.End()
	answer.End()
}
)go"_L1;

constexpr auto RustInstall = R"toml([package]
name = "my-app"
version = "0.1.0"
edition = "2021"

[dependencies]
opentelemetry = "0.33"
opentelemetry_sdk = "0.33"
[!server]opentelemetry-otlp = { version = "0.33", default-features = false, features = ["trace", "http-proto", "reqwest-blocking-client"] }
[?server]opentelemetry-otlp = { version = "0.33", default-features = false, features = ["trace", "http-proto", "reqwest-blocking-client", "reqwest-rustls"] }
[!server]opentelemetry-http = "0.33"
[!server]async-trait = "0.1"
[!server]bytes = "1"
[!server]http = "1"
[!server]reqwest = { version = "0.13", features = ["blocking", "form", "json"] }
[!server]serde_json = "1")toml"_L1;

constexpr auto Rust = R"rust([!server]use opentelemetry_http::{HttpClient, HttpError, Request, Response};
use opentelemetry::trace::{TraceContextExt, Tracer, TracerProvider};
use opentelemetry::Context;
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::{trace::SdkTracerProvider, Resource};
use std::collections::HashMap;
[!server]use std::sync::Mutex;
[!server]use std::time::{Duration, Instant};
[!server]
[!server]/// Adds the service principal's token, which lasts about an hour and is renewed five minutes before its end.
[!server]#[derive(Debug)]
[!server]struct Signed {
[!server]    http: reqwest::blocking::Client,
[!server]    token: Mutex<Option<(String, Instant)>>,
[!server]}
[!server]
[!server]impl Signed {
[!server]    fn authorization(&self) -> Result<String, HttpError> {
[!server]        let mut token = self.token.lock().unwrap();
[!server]        if let Some((value, _)) = token.as_ref().filter(|kept| Instant::now() < kept.1) {
[!server]            return Ok(value.clone());
[!server]        }
[!server]        let grant: serde_json::Value = self
[!server]            .http
[!server]            .post("{tokenUrl}")
[!server]            .basic_auth(std::env::var("DATABRICKS_CLIENT_ID")?, std::env::var("DATABRICKS_CLIENT_SECRET").ok())
[!server]            .form(&[("grant_type", "client_credentials"), ("scope", "all-apis")])
[!server]            .send()?
[!server]            .error_for_status()?
[!server]            .json()?;
[!server]        let value = format!("Bearer {}", grant["access_token"].as_str().unwrap_or_default());
[!server]        let lasts = Duration::from_secs(grant["expires_in"].as_u64().unwrap_or(3600).saturating_sub(300));
[!server]        *token = Some((value.clone(), Instant::now() + lasts));
[!server]        Ok(value)
[!server]    }
[!server]}
[!server]
[!server]#[async_trait::async_trait]
[!server]impl HttpClient for Signed {
[!server]    async fn send_bytes(&self, mut request: Request<bytes::Bytes>) -> Result<Response<bytes::Bytes>, HttpError> {
[!server]        request.headers_mut().insert("authorization", self.authorization()?.parse()?);
[!server]        self.http.send_bytes(request).await
[!server]    }
[!server]}

fn main() -> Result<(), Box<dyn std::error::Error>> {
[!server]    let signed = Signed { http: reqwest::blocking::Client::new(), token: Mutex::new(None) };
[!server]    let headers = HashMap::from([("X-Databricks-UC-Table-Name".into(), "{spansTable}".into())]);
[?server]    let headers = HashMap::from([("x-mlflow-experiment-id".into(), "{experimentId}".into())]);
    let exporter = SpanExporter::builder()
        .with_http()
[!server]        .with_http_client(signed)
        .with_protocol(Protocol::HttpBinary)
        .with_endpoint("{tracesUrl}")
        .with_headers(headers)
        .build()?;
    let provider = SdkTracerProvider::builder()
        .with_batch_exporter(exporter)
        .with_resource(Resource::builder().with_service_name("my-app").build())
        .build();

    let tracer = provider.tracer("my-app");
    let answer = Context::current_with_span(tracer.start("answer"));
    drop(tracer.start_with_context("look up", &answer));
    answer.span().end();

    provider.shutdown()?; // sends what is still waiting
    Ok(())
}
)rust"_L1;

constexpr auto GoNotes = QT_TRANSLATE_NOOP("ClientRecipes", "[+service-principal]\n[+try-lines]\n[+root]");
constexpr auto RustNotes = QT_TRANSLATE_NOOP("ClientRecipes",
    "[+service-principal]\n"
    "[+try-lines]\n"
    "What fails to be sent is an event of the crate tracing: it shows once the app has a subscriber, such as that of "
    "tracing-subscriber.\n"
    "In an app on tokio make the exporter in a thread of its own, with std::thread::spawn: its client cannot be made "
    "within a runtime.\n"
    "[+root]");

constexpr std::array Texts{
    RecipeText{
        {"go"_L1, "Go"_L1,
            "go mod init my-app\n"
            "go get go.opentelemetry.io/otel/sdk go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp\n"
            "[!server]go get golang.org/x/oauth2"_L1,
            "main.go"_L1, Go},
        RecipeVariables::OpenTelemetry, RecipeSignIn::ServicePrincipal, true, GoNotes},
    RecipeText{{"rust"_L1, "Rust"_L1, RustInstall, "src/main.rs"_L1, Rust, "Cargo.toml"_L1},
        RecipeVariables::OpenTelemetry, RecipeSignIn::ServicePrincipal, true, RustNotes},
};

} // namespace

std::span<const RecipeText> nativeRecipes() { return Texts; }

} // namespace spanglass
