/** An OAuth server, and a system behind it that takes its tokens: `node server.js PORT LIFETIME_S`. */
import { Provider } from 'oidc-provider';

const [port, lifetime] = process.argv.slice(2).map(Number);
const counts = {};
const tokens = new Set();

const provider = new Provider(`http://127.0.0.1:${port}`, {
    clients: [
        {
            client_id: 'callside',
            application_type: 'native',
            token_endpoint_auth_method: 'none',
            redirect_uris: ['http://127.0.0.1/callback'],
            grant_types: ['authorization_code', 'refresh_token'],
        },
        {
            client_id: 'callside-service',
            client_secret: 'invented secret, 100%',
            token_endpoint_auth_method: 'client_secret_basic',
            redirect_uris: [],
            response_types: [],
            grant_types: ['client_credentials'],
        },
    ],
    cookies: { keys: ['of these tests only'] },
    features: { devInteractions: { enabled: true }, clientCredentials: { enabled: true } },
    issueRefreshToken: async (ctx, client, code) => code.scopes.has('offline_access'),
    pkce: { required: () => true },
    rotateRefreshToken: true,
    scopes: ['openid', 'offline_access', 'api'],
    ttl: { AccessToken: lifetime, ClientCredentials: lifetime, RefreshToken: 86400, Session: 86400, Grant: 86400 },
});

const count = (what) => { counts[what] = (counts[what] ?? 0) + 1; };
provider.on('grant.success', (ctx) => {
    count(ctx.oidc.params.grant_type);
    tokens.add(ctx.body.access_token);
});
provider.on('grant.error', (ctx, error) => count(error.error));
provider.on('grant.revoked', () => count('revoked'));

/** Whoever a token belongs to, as the system behind the server asks it. */
async function holder(authorization) {
    const token = authorization.replace('Bearer ', '');
    const found = (await provider.AccessToken.find(token)) ?? (await provider.ClientCredentials.find(token));
    return found && tokens.has(token) ? found.accountId ?? found.clientId : null;
}

provider.use(async (ctx, next) => {
    if (ctx.path === '/counts') {
        ctx.body = counts;
    } else if (ctx.path === '/withdraw') {
        tokens.clear();
        ctx.body = {};
    } else if (ctx.path === '/api/me') {
        const login = await holder(ctx.get('authorization'));
        ctx.status = login ? 200 : 401;
        ctx.body = login ? { login } : { error: 'invalid_token' };
    } else {
        await next();
    }
});

provider.listen(port, '127.0.0.1');
