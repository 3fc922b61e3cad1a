# One image for all processes: the web process by default, `npm run worker` and `npm run migrate` beside it.
FROM node:20-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# npm looks for every workspace of the lock file. This one is for development: see .dockerignore.
COPY test/doubles/shopify/package.json ./test/doubles/shopify/
COPY prisma ./prisma
COPY scripts/*.mjs ./scripts/
COPY prisma.config.ts ./
COPY app/database/migration-adapter.server.ts app/database/connection-settings.ts ./app/database/
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:20-slim
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /app
COPY --from=build --chown=node:node /app ./
USER node
EXPOSE 3000
# Node itself gets the signal to stop: npm would not pass it on.
CMD ["node", "--enable-source-maps", "build/server/serve.js"]
