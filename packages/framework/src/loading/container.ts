import { Container } from 'inversify';
import type { Connector } from '../spi/connector.js';

type ConnectorConstructor = new () => Connector;

/**
 * Makes connectors. One child container per bundle, so that what a bundle binds is not seen by another. A bundle never
 * imports inversify: its classes need no decorators of the container's.
 */
export class ConnectorContainer {
  static readonly #root = new Container();
  readonly #container = new Container({ parent: ConnectorContainer.#root });

  /** A function that makes a new connector of the class each time. */
  factory(connectorClass: ConnectorConstructor): () => Connector {
    this.#container
      .bind<Connector>(connectorClass)
      .toDynamicValue(() => new connectorClass())
      .inTransientScope();
    return () => this.#container.get<Connector>(connectorClass);
  }
}
