# Short targets; what they do stands in deploy/dev/.
.DEFAULT_GOAL := help
.PHONY: help run test bench bench-peers fuzz audit fmt lint assets schema clean

help: ## this list
	@echo "Kreislotse"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## build and start the platform with its demo counties [PORT=8080] [DATABASE_URL=postgres://…]
	@PORT='$(PORT)' DATABASE_URL='$(DATABASE_URL)' deploy/dev/run.sh

test: ## install what the tests need, then run all of them
	@deploy/dev/test.sh

bench: ## the case list under load on SQLite and PostgreSQL, and what rules cost
	@deploy/dev/bench.sh

bench-peers: ## the same rule beside Extism, in one run (the first time some 2 GB below target/peers)
	@deploy/dev/bench-peers.sh

fuzz: ## look for uploads of rules that do harm, guided by coverage [SECONDS=300]
	@deploy/dev/fuzz.sh $(SECONDS)

audit: ## known vulnerabilities of dependencies (needs the network)
	@deploy/dev/bootstrap-tests.sh
	@PATH="$(CURDIR)/target/tools/bin:$$PATH" cargo deny check advisories

fmt: ## format the Rust sources
	@cargo fmt --all

lint: ## formatting and clippy, as the tests demand
	@deploy/dev/npm-packages.sh platform/web/assets
	@deploy/dev/assets.sh
	@cargo fmt --all --check
	@cargo clippy --workspace --all-targets -- -D warnings

assets: ## bundle the front-end assets into platform/web/assets/dist
	@deploy/dev/npm-packages.sh platform/web/assets
	@deploy/dev/assets.sh

schema: ## write the GraphQL schemas and the JSON Schemas of the configuration
	@cargo run --quiet -p server -- schema >target/county.graphql
	@mv target/county.graphql graphql-schema/county.graphql
	@cargo run --quiet -p server -- tenant schema tenants/schemas

clean: ## remove all that was built; the data in var/ stays
	@deploy/dev/postgres.sh stop
	@rm -rf platform/web/assets/dist platform/web/assets/node_modules tests/contract/node_modules tests/browser/node_modules
	@rm -rf plugins/sdk/typescript/node_modules plugins/sdk/python/.venv
	@cargo clean
