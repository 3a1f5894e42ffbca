/** A shop without a network: its database lies in memory, read from a file or made anew. */
'use strict';

const fs = require('node:fs');
const zlib = require('node:zlib');
const { DefaultLogger, LogLevel, Session, TransactionalConnection, dummyPaymentHandler } = require('@vendure/core');

/** Where sessions end for everybody, as they do when a shop is updated; only this test server has such a door. */
const END_SESSIONS = 'end-all-sessions';

exports.config = function config(port, file) {
    const running = { app: null };
    const endSessions = async (request, response) => {
        const repository = running.app.get(TransactionalConnection).rawConnection.getRepository(Session);
        const open = await repository.find();
        await repository.remove(open);
        sessions.clear();
        response.json({ ended: open.length });
    };
    const sessions = new Sessions();
    return {
        running,
        apiOptions: {
            hostname: '127.0.0.1',
            port,
            adminApiPath: 'admin-api',
            shopApiPath: 'shop-api',
            middleware: [{ route: END_SESSIONS, handler: endSessions }],
        },
        authOptions: {
            tokenMethod: ['bearer'],
            superadminCredentials: { identifier: 'superadmin', password: 'superadmin' },
            sessionCacheStrategy: sessions,
        },
        dbConnectionOptions: {
            type: 'sqljs',
            database: file ? new Uint8Array(zlib.gunzipSync(fs.readFileSync(file))) : undefined,
            synchronize: !file,
            autoSave: false,
        },
        paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
        logger: new DefaultLogger({ level: LogLevel.Error, timestamp: false }),
        plugins: [],
    };
};

/** What Vendure keeps of sessions in memory, so that it can be emptied. */
class Sessions {
    kept = new Map();
    get(token) {
        return this.kept.get(token);
    }
    set(session) {
        this.kept.set(session.token, session);
    }
    delete(token) {
        this.kept.delete(token);
    }
    clear() {
        this.kept.clear();
    }
}
